import { zstdCompressSync, zstdDecompressSync, constants } from 'node:zlib';
import { compressFrameSync, decompressFrameSync } from 'lz4-napi';
import kafkajs from 'kafkajs';
import { compressSync, uncompressSync } from 'snappy';

/** kafkajs hands over an encoder with the bytes in `buffer`. */
interface Encoder {
  readonly buffer: Buffer;
}

/** xerial's framing, which the Java client puts around snappy blocks: magic, two versions, then length-prefixed blocks. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;
/** Level 1 costs a third of the default and packs JSON nearly as well. */
const ZSTD_LEVEL = 1;

function snappyDecompress(data: Buffer): Buffer {
  if (!data.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return Buffer.from(uncompressSync(data));
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < data.length;) {
    const length = data.readInt32BE(at);
    blocks.push(Buffer.from(uncompressSync(data.subarray(at + 4, at + 4 + length))));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

const codec = (compress: (data: Buffer) => Buffer, decompress: (data: Buffer) => Buffer) => () => ({
  compress: (encoder: Encoder) => Promise.resolve(compress(encoder.buffer)),
  decompress: (data: Buffer) => Promise.resolve(decompress(data)),
});

/** Makes every codec that Kafka knows readable; kafkajs brings only gzip. Synchronous: a batch takes less than a thread's hand-over. */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.ZSTD] = codec(
    (data) => zstdCompressSync(data, { params: { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } }),
    (data) => zstdDecompressSync(data),
  );
  CompressionCodecs[CompressionTypes.Snappy] = codec((data) => compressSync(data), snappyDecompress);
  CompressionCodecs[CompressionTypes.LZ4] = codec(
    (data) => compressFrameSync(data),
    (data) => decompressFrameSync(data),
  );
}
