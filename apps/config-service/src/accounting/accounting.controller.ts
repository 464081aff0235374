import { Controller, Get } from '@nestjs/common';
import { Access } from '../access/access.ts';
import { AccountingStore } from './accounting.store.ts';
import { accountingEntity } from './accounting-entity.ts';
import type { AccountingEntity } from './accounting-entity.ts';

/** What came of all deliveries. */
@Access('instance-admin')
@Controller('api/v4/admin/accounting')
export class AccountingController {
  readonly #store: AccountingStore;

  constructor(store: AccountingStore) {
    this.#store = store;
  }

  @Get()
  async show(): Promise<AccountingEntity> {
    return accountingEntity(await this.#store.totals());
  }
}
