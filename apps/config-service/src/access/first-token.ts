import { rm, writeFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '@patchbay/integration-contracts';
import { untilReachable } from '@patchbay/service-kit/kafka';
import type { Logger } from '@patchbay/service-kit/logging';
import { CONFIG, LOGGER, SHUTDOWN } from '@patchbay/service-kit/service';
import type { ConfigServiceConfig } from '../config.ts';
import { isInstanceAdmin } from './permissions.ts';
import { TokenRegistry } from './token-registry.ts';
import { newTokenText } from './token-text.ts';
import { TokensService } from './tokens.service.ts';

type FirstTokenConfig = Pick<ConfigServiceConfig, 'FIRST_TOKEN_FILE' | 'OIDC_ISSUER'>;

/** Sees to it that somebody gets in after an installation: writes an administrator's token to a file, once. */
@Injectable()
export class FirstToken implements OnApplicationBootstrap {
  readonly #tokens: TokensService;
  readonly #registry: TokenRegistry;
  readonly #config: FirstTokenConfig;
  readonly #logger: Logger;
  readonly #shutdown: AbortSignal;
  /** Kept from one attempt to the next: the file is there by then. */
  #text: string | undefined;

  constructor(
    tokens: TokensService,
    registry: TokenRegistry,
    @Inject(CONFIG) config: FirstTokenConfig,
    @Inject(LOGGER) logger: Logger,
    @Inject(SHUTDOWN) shutdown: AbortSignal,
  ) {
    this.#tokens = tokens;
    this.#registry = registry;
    this.#config = config;
    this.#logger = logger;
    this.#shutdown = shutdown;
  }

  onApplicationBootstrap(): void {
    const work = untilReachable('first token', () => this.ensure(), this.#logger, this.#shutdown);
    void work.catch((error: unknown) => {
      // It is tried until it is done or the process is told to stop.
      if (!this.#shutdown.aborted) throw error;
    });
  }

  /** @throws AppError `mongodb_unavailable` */
  async ensure(): Promise<void> {
    if (this.#config.OIDC_ISSUER !== '' || this.#registry.list().some(isInstanceAdmin)) return;
    if (await this.#tokens.hasInstanceAdmin()) return;
    const file = this.#config.FIRST_TOKEN_FILE;
    if (file === '') {
      this.#logger.warn(
        'nobody can administer the instance: set FIRST_TOKEN_FILE, API_TOKENS or OIDC_ISSUER',
      );
      return;
    }
    this.#text ??= await this.#writeText(file);
    if (this.#text !== undefined) await this.#create(file, this.#text);
  }

  /** Written before the token exists: one that were made first could be lost, and there would never be another. */
  async #writeText(file: string): Promise<string | undefined> {
    const text = newTokenText();
    try {
      await writeFile(file, `${text}\n`, { flag: 'wx', mode: 0o600 });
      return text;
    } catch (error) {
      this.#logger.error(
        { err: error, file },
        'no first token was made: the file can’t be written, or exists',
      );
      return undefined;
    }
  }

  async #create(file: string, text: string): Promise<void> {
    try {
      await this.#tokens.createFirst(text);
      this.#logger.info({ file }, 'a first token for the instance’s administrator is in the file');
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
      await rm(file);
      this.#logger.warn('the first token was made before; without it, set API_TOKENS and revoke it');
    }
  }
}
