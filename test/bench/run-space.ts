import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import type { LocalStack } from '@patchbay/tools/local-stack';
import { toolKafka } from '@patchbay/tools/services';
import type { ToolKafka } from '@patchbay/tools/services';
import { BenchError } from './bench-error.ts';

type Admin = ReturnType<ToolKafka['admin']>;

const URI_PARTS = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/;

/** The corner of Kafka and MongoDB that one measurement has for itself: a prefix of topics and groups, and a database. */
export class RunSpace {
  readonly prefix: string;
  readonly mongodbUri: string;
  readonly kafka: ToolKafka;
  readonly database: Connection;

  private constructor({ kafkaBrokers, mongodbUri }: LocalStack) {
    const name = `bench-${randomBytes(4).toString('hex')}`;
    this.prefix = `${name}-`;
    this.mongodbUri = databaseUri(mongodbUri, name);
    this.kafka = toolKafka(kafkaBrokers);
    this.database = mongoose.createConnection(this.mongodbUri);
  }

  static async open(stack: LocalStack): Promise<RunSpace> {
    const space = new RunSpace(stack);
    await space.database.asPromise();
    return space;
  }

  async createTopic(topic: string, partitions: number): Promise<void> {
    await this.#withAdmin(async (admin) => {
      await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
    });
  }

  /** Records that a topic has ever had. */
  async countRecords(topic: string): Promise<number> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
    } finally {
      await admin.disconnect();
    }
  }

  /** Deletes all of it; whoever used it must have ended. */
  async remove(): Promise<void> {
    await this.#withAdmin(async (admin) => {
      const { groups } = await admin.listGroups();
      const groupIds = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(this.prefix));
      await deleteEmptyGroups(admin, groupIds);
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(this.prefix));
      if (topics.length > 0) await admin.deleteTopics({ topics });
    });
    await this.database.dropDatabase();
    await this.database.close();
  }

  async #withAdmin(work: (admin: Admin) => Promise<void>): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

/** A consumer that was killed counts as a member for a while; its group is left to expire. */
async function deleteEmptyGroups(admin: Admin, groupIds: string[]): Promise<void> {
  if (groupIds.length === 0) return;
  const { groups } = await admin.describeGroups(groupIds);
  const empty = groups.filter(({ state }) => state === 'Empty').map(({ groupId }) => groupId);
  if (empty.length > 0) await admin.deleteGroups(empty);
}

function databaseUri(uri: string, database: string): string {
  const [, servers, parameters = ''] = URI_PARTS.exec(uri) ?? [];
  if (servers === undefined) throw new BenchError('MONGODB_URI is not like mongodb://host:port/database');
  return `${servers}/${database}${parameters}`;
}
