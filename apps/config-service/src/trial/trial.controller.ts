import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { ScopeKey } from '@patchbay/integration-contracts';
import { Access } from '../access/access.ts';
import { attemptDetails } from '../request-log/attempt-entity.ts';
import type { AttemptEntity } from '../request-log/attempt-entity.ts';
import { addressOf } from '../rest/integration-address.ts';
import { RequestScope } from '../rest/request-scope.ts';
import { SCOPE_PATHS } from '../rest/scope-address.ts';
import { previewEntity } from './preview-entity.ts';
import type { PreviewEntity } from './preview-entity.ts';
import { Previewer } from './previewer.ts';
import { SettingsTester } from './settings-tester.ts';
import { testReport } from './test-report.ts';
import type { TestReport } from './test-report.ts';
import { trialBodyOf } from './trial-body.ts';
import { trialEvent } from './trial-event.ts';
import { TrialSettingsService } from './trial-settings.ts';

interface TestEntity extends TestReport {
  readonly requests: readonly AttemptEntity[];
}

/** Tries settings out, stored ones or such as are being filled in: for real, or only to see what would be sent. */
@Access('scope')
@Controller(SCOPE_PATHS.map((path) => `${path}/:slug`))
export class TrialController {
  readonly #trials: TrialSettingsService;
  readonly #tester: SettingsTester;
  readonly #previewer: Previewer;

  constructor(trials: TrialSettingsService, tester: SettingsTester, previewer: Previewer) {
    this.#trials = trials;
    this.#tester = tester;
    this.#previewer = previewer;
  }

  @Post('preview')
  @HttpCode(200)
  async preview(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Body() body: unknown,
  ): Promise<PreviewEntity> {
    const address = addressOf(scope, slug);
    const { event, settings } = trialBodyOf(body);
    const trial = await this.#trials.of(address, settings);
    const { definition } = address;
    return previewEntity(this.#previewer.preview(definition, trial, trialEvent(definition, event)));
  }

  /** 200 even when the endpoint refuses: that is the answer that was asked for. */
  @Post('test')
  @HttpCode(200)
  async test(
    @RequestScope() scope: ScopeKey,
    @Param('slug') slug: string,
    @Body() body: unknown,
  ): Promise<TestEntity> {
    const attempts = await this.#tester.test(addressOf(scope, slug), trialBodyOf(body));
    return { ...testReport(attempts), requests: attempts.map(attemptDetails) };
  }
}
