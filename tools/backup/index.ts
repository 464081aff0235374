export { makeBackup, restoreBackup } from './mongo-backup.ts';
