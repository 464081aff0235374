/** The topic of the settings, read as the dispatcher and the workers read it. */
export abstract class SettingsTopic {
  /**
   * Reads what lies in it now, each integration's records in order.
   * @param onRecord gets the integration's id and the revision, which is 0 for a tombstone
   * @throws AppError `kafka_unavailable` when Kafka stops answering
   */
  abstract read(onRecord: (id: string, revision: number) => void): Promise<void>;
}
