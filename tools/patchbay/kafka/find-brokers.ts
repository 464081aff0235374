import { answers } from '../../local-stack/ports.ts';
import { defaultDataDir, stackPaths } from '../../local-stack/paths.ts';
import { readState } from '../../local-stack/state-file.ts';
import { CliError } from '../cli-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The brokers that were named, else those of KAFKA_BROKERS, else those of the running local stack. */
export async function findBrokers(
  named: readonly string[] | undefined,
  environment: Environment,
): Promise<readonly string[]> {
  const brokers = named ?? fromEnvironment(environment) ?? fromLocalStack();
  if (brokers === undefined) {
    throw new CliError(
      'no Kafka is named: start everything with `npm start`, or name one with --kafka-brokers or KAFKA_BROKERS',
    );
  }
  for (const broker of brokers) await assertAnswers(broker);
  return brokers;
}

function fromEnvironment(environment: Environment): string[] | undefined {
  const listed = (environment['KAFKA_BROKERS'] ?? '').split(',').map((broker) => broker.trim());
  const brokers = listed.filter((broker) => broker !== '');
  return brokers.length === 0 ? undefined : brokers;
}

function fromLocalStack(): string[] | undefined {
  return readState(stackPaths(defaultDataDir).stateFile)?.components.kafka?.address.split(',');
}

async function assertAnswers(broker: string): Promise<void> {
  const separator = broker.lastIndexOf(':');
  const port = Number(broker.slice(separator + 1));
  if (separator < 1 || !Number.isInteger(port)) {
    throw new CliError(`broker ${broker}: write it as host:port`);
  }
  if (!(await answers(broker.slice(0, separator), port))) {
    throw new CliError(`no Kafka answers at ${broker}: is it running? \`npm start\` brings one up`);
  }
}
