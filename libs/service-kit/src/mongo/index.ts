export { MongoConnection } from './mongo-connection.ts';
