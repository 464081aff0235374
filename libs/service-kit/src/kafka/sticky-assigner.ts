import kafkajs from 'kafkajs';
import type { Assigner, Cluster, GroupMember, GroupMemberAssignment } from 'kafkajs';

type Partitions = Readonly<Record<string, readonly number[]>>;

const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;
const VERSION = 1;
const NAME = 'PatchbayStickyAssigner';
const JOINT_NAME = 'PatchbayJointStickyAssigner';

export interface StickyAssignerOptions {
  /** Whether a partition number goes to one member in all topics, which must have equally many. */
  readonly isJoint?: boolean;
}

/**
 * Spreads the partitions of each topic evenly and lets everybody keep what they have as far as that goes: what stays need not be
 * read twice, nor what is under way be repeated elsewhere. Members say in their join request what they hold.
 * @param held what this member holds now, by topic
 */
export function stickyAssigner(
  held: () => Partitions,
  { isJoint = false }: StickyAssignerOptions = {},
): (context: { cluster: Cluster }) => Assigner {
  const name = isJoint ? JOINT_NAME : NAME;
  const shareOutAll = isJoint ? assignJointly : assign;
  return ({ cluster }) => ({
    name,
    version: VERSION,
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({
        version: VERSION,
        topics,
        userData: Buffer.from(JSON.stringify(held())),
      }),
    }),
    assign: ({ members, topics }): Promise<GroupMemberAssignment[]> => {
      const partitions = Object.fromEntries(
        topics.map((topic) => [
          topic,
          cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
        ]),
      );
      const assigned = shareOutAll(members.map(heldByMember), partitions);
      return Promise.resolve(
        members.map(({ memberId }) => ({
          memberId,
          memberAssignment: MemberAssignment.encode({
            version: VERSION,
            assignment: assigned.get(memberId) ?? {},
            userData: Buffer.alloc(0),
          }),
        })),
      );
    },
  });
}

interface Member {
  readonly memberId: string;
  readonly held: Partitions;
}

/** What one has says nothing of sense, or is of a version that says nothing, counts as nothing held. */
function heldByMember({ memberId, memberMetadata }: GroupMember): Member {
  try {
    const text = MemberMetadata.decode(memberMetadata)?.userData.toString() ?? '';
    return { memberId, held: text === '' ? {} : (JSON.parse(text) as Partitions) };
  } catch {
    return { memberId, held: {} };
  }
}

/** By member and topic. Every partition has one owner; of one topic nobody has two more than anybody else. */
export function assign(
  members: readonly Member[],
  partitions: Readonly<Record<string, readonly number[]>>,
): Map<string, Record<string, number[]>> {
  const assigned = new Map<string, Record<string, number[]>>(
    members
      .toSorted((one, other) => (one.memberId < other.memberId ? -1 : 1))
      .map(({ memberId }) => [memberId, {}]),
  );
  const heldBy = new Map(members.map(({ memberId, held }) => [memberId, held]));
  for (const [topic, all] of Object.entries(partitions)) shareOut({ topic, all, assigned, heldBy });
  return assigned;
}

/** The same, where a partition number has one owner in all topics. */
export function assignJointly(
  members: readonly Member[],
  partitions: Readonly<Record<string, readonly number[]>>,
): Map<string, Record<string, number[]>> {
  const numbers = [...new Set(Object.values(partitions).flat())].sort((one, other) => one - other);
  const heldTogether = members.map(({ memberId, held }) => ({
    ...{ memberId, held: { all: [...new Set(Object.values(held).flat())] } },
  }));
  const together = assign(heldTogether, { all: numbers });
  return new Map(
    [...together].map(([memberId, { all = [] }]) => [
      memberId,
      Object.fromEntries(
        Object.entries(partitions).map(([topic, own]) => [topic, all.filter((one) => own.includes(one))]),
      ),
    ]),
  );
}

interface Sharing {
  readonly topic: string;
  readonly all: readonly number[];
  readonly assigned: ReadonlyMap<string, Record<string, number[]>>;
  readonly heldBy: ReadonlyMap<string, Partitions>;
}

function shareOut({ topic, all, assigned, heldBy }: Sharing): void {
  const free = new Set(all);
  const shares = [...assigned].map(([memberId, byTopic]) => {
    const kept = (heldBy.get(memberId)?.[topic] ?? []).filter((partition) => free.delete(partition));
    const total = Object.values(byTopic).reduce((sum, list) => sum + list.length, 0);
    return { byTopic, kept, total };
  });
  // Who has more may keep one more where it does not come out even; of those, who has less of the other topics.
  shares.sort((one, other) => other.kept.length - one.kept.length || one.total - other.total);
  const [share, rest] = [Math.floor(all.length / shares.length), all.length % shares.length];
  const quotaOf = (place: number): number => share + (place < rest ? 1 : 0);
  for (const [place, { kept }] of shares.entries())
    for (const one of kept.splice(quotaOf(place))) free.add(one);
  const left = [...free].sort((one, other) => one - other);
  for (const [place, { byTopic, kept }] of shares.entries()) {
    const list = [...kept, ...left.splice(0, quotaOf(place) - kept.length)];
    if (list.length > 0) byTopic[topic] = list.sort((one, other) => one - other);
  }
}
