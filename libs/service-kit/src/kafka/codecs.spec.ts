import kafkajs from 'kafkajs';
import fc from 'fast-check';
import { compressSync } from 'snappy';
import { registerCodecs } from './codecs.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;

interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(data: Buffer): Promise<Buffer>;
}

function codecOf(type: keyof typeof CompressionCodecs): Codec {
  return (CompressionCodecs[type] as () => Codec)();
}

/** As the Java client frames snappy: magic, version, compatible version, then blocks behind their lengths. */
function xerialFramed(data: Buffer, blockBytes: number): Buffer {
  const parts: Uint8Array[] = [
    Buffer.from('82534e4150505900', 'hex'),
    Buffer.from('0000000100000001', 'hex'),
  ];
  for (let start = 0; start < data.length; start += blockBytes) {
    const block = compressSync(data.subarray(start, start + blockBytes));
    const length = Buffer.alloc(4);
    length.writeInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

describe('registerCodecs', () => {
  beforeAll(registerCodecs);

  it.each([
    ['zstd', CompressionTypes.ZSTD],
    ['snappy', CompressionTypes.Snappy],
    ['lz4', CompressionTypes.LZ4],
  ] as const)('reads back what it wrote with %s', async (_name, type) => {
    const codec = codecOf(type);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const buffer = Buffer.from(bytes);
        expect(await codec.decompress(await codec.compress({ buffer }))).toEqual(buffer);
      }),
    );
  });

  it('reads snappy in the frame that Java producers put around it, in one block and in several', async () => {
    const text = Buffer.from(JSON.stringify({ object_kind: 'push', filler: 'abcdefgh'.repeat(9000) }));
    const codec = codecOf(CompressionTypes.Snappy);
    expect(await codec.decompress(xerialFramed(text, text.length))).toEqual(text);
    expect(await codec.decompress(xerialFramed(text, 32 * 1024))).toEqual(text);
  });

  it('reads a frame that the Java client made', async () => {
    // {"object_kind":"push"} through org.xerial.snappy.SnappyOutputStream: too short to be shortened, so one literal.
    const frame = Buffer.concat([
      Buffer.from('82534e41505059000000000100000001', 'hex'),
      Buffer.from('00000018', 'hex'),
      Buffer.from('1654', 'hex'),
      Buffer.from('{"object_kind":"push"}'),
    ]);
    const read = await codecOf(CompressionTypes.Snappy).decompress(frame);
    expect(read.toString()).toBe('{"object_kind":"push"}');
  });
});
