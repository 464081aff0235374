import { Inject, Injectable } from '@nestjs/common';
import { translateProblem } from '@patchbay/integration-catalogue';
import type { Locale } from '@patchbay/integration-catalogue';
import { AppError, camelCase, slugOf } from '@patchbay/integration-contracts';
import type { SettingsValues } from '@patchbay/integration-contracts';
import { CONFIG } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { addressOf } from '../rest/integration-address.ts';
import type { IntegrationAddress } from '../settings/integration-settings.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { SettingsTester } from '../trial/settings-tester.ts';
import { testReport } from '../trial/test-report.ts';
import type { WriteContext } from '../settings/settings-writer.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { parametersOf } from './integration-parameters.ts';
import type { GivenSettings } from './integration-parameters.ts';
import { ScopeFinder } from './scope-finder.ts';
import type { Place } from './scope-finder.ts';
import { ServiceNodes } from './service-nodes.ts';

interface Target extends Place {
  /** Internal value of the enum: the name in the catalogue. */
  readonly service: string;
  readonly label?: string | null;
}

interface Change extends Target {
  /** The one that the caller has seen. */
  readonly revision?: number | null;
}

interface Update extends Change, GivenSettings {
  readonly active?: boolean | null;
  readonly useInheritedSettings?: boolean | null;
}

interface Input<Content> {
  readonly input: Content;
}

type Payload = Readonly<Record<string, unknown>> & { readonly errors: readonly string[] };

/** The resolvers of `Mutation`. */
@Injectable()
export class MutationResolvers {
  readonly #scopes: ScopeFinder;
  readonly #nodes: ServiceNodes;
  readonly #settings: SettingsService;
  readonly #fieldLimit: number;
  readonly #tester: SettingsTester;

  constructor(
    scopes: ScopeFinder,
    nodes: ServiceNodes,
    settings: SettingsService,
    tester: SettingsTester,
    @Inject(CONFIG) config: Pick<ConfigServiceConfig, 'REQUEST_FIELD_LIMIT'>,
  ) {
    this.#scopes = scopes;
    this.#nodes = nodes;
    this.#settings = settings;
    this.#fieldLimit = config.REQUEST_FIELD_LIMIT;
    this.#tester = tester;
  }

  get Mutation() {
    return {
      integrationUpdate: this.#update.bind(this),
      integrationDelete: this.#delete.bind(this),
      integrationTest: this.#test.bind(this),
    };
  }

  async #update(_root: unknown, { input }: Input<Update>, context: GraphqlContext): Promise<Payload> {
    const address = await this.#writable(input, context);
    return withProblems(context.locale, async () => {
      const parameters = this.#parametersOf(address, input);
      const { useInheritedSettings, active } = input;
      const change = { parameters, isInherited: useInheritedSettings === true, isActive: active !== false };
      await this.#settings.upsert(address, change, writeContext(input, context));
      return { integration: await this.#nodes.at(address) };
    });
  }

  async #delete(_root: unknown, { input }: Input<Change>, context: GraphqlContext): Promise<Payload> {
    const address = await this.#writable(input, context);
    return withProblems(context.locale, async () => {
      await this.#settings.remove(address, writeContext(input, context));
      return {};
    });
  }

  async #test(
    _root: unknown,
    { input }: Input<Target & GivenSettings>,
    context: GraphqlContext,
  ): Promise<Payload> {
    const address = await this.#writable(input, context);
    const isGiven = [input.properties, input.events].some((one) => one !== undefined && one !== null);
    return withProblems(context.locale, async () => {
      const settings = isGiven ? this.#parametersOf(address, input) : undefined;
      const attempts = await this.#tester.test(address, { event: { kind: 'any' }, settings });
      return { ...testReport(attempts) };
    });
  }

  #parametersOf({ definition }: IntegrationAddress, given: GivenSettings): SettingsValues {
    return parametersOf(definition, given, this.#fieldLimit);
  }

  async #writable(target: Target, { principal }: GraphqlContext): Promise<IntegrationAddress> {
    const scope = await this.#scopes.findWritable(principal, target);
    return addressOf(scope, slugOf(target.service, target.label ?? undefined));
  }
}

function writeContext({ revision }: Change, { actor }: GraphqlContext): WriteContext {
  return { actor, ...(typeof revision === 'number' && { expectedRevision: revision }) };
}

/** What is wrong with settings is an answer; every other error is one of the request. */
async function withProblems(
  locale: Locale,
  change: () => Promise<Readonly<Record<string, unknown>>>,
): Promise<Payload> {
  try {
    return { ...(await change()), errors: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.fields === undefined) throw error;
    const errors = Object.entries(error.fields).flatMap(([name, problems]) =>
      problems.map((problem) => `${camelCase(name)} ${translateProblem(locale, problem)}`),
    );
    return { errors };
  }
}
