import { InMemoryAuditTrail } from './in-memory-audit.trail.ts';
import { describeAuditTrail } from './audit-trail.suite.ts';

describeAuditTrail('in memory', () => new InMemoryAuditTrail());
