import type { Provider, Type } from '@nestjs/common';
import { AuditController } from '../audit/audit.controller.ts';
import { SettingsAudit } from '../audit/settings-audit.ts';
import { KeyRotation } from './key-rotation.ts';
import { KeyUsage } from './key-usage.ts';
import { KeysController } from './keys.controller.ts';
import { MaintenanceLoop } from './maintenance-loop.ts';
import { PublicationController } from './publication.controller.ts';
import { Republication } from './republication.ts';
import { SettingsDrift } from './settings-drift.ts';

/** What operators look at and set going, whatever stands behind the ports. */
export const maintenanceProviders: Provider[] = [
  KeyRotation,
  KeyUsage,
  MaintenanceLoop,
  Republication,
  SettingsAudit,
  SettingsDrift,
];

export const maintenanceControllers: Type[] = [AuditController, KeysController, PublicationController];
