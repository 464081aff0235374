export type { Answer, Behaviour, Fault } from './behaviour.ts';
export { Receiver } from './receiver.ts';
export type { ReceiverOptions } from './receiver.ts';
export { idempotencyKey, isAccepted } from './received-request.ts';
export type { ReceivedRequest } from './received-request.ts';
export { seededRandom } from './seeded-random.ts';
