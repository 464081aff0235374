export { MongoConnection } from './mongo-connection.ts';
export type { MongoSettings } from './mongo-connection.ts';
export { mongoProblem } from './mongo-problem.ts';
