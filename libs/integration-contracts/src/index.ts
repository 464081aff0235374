export * from './definition/index.ts';
export * from './derive/index.ts';
export * from './errors/index.ts';
export * from './events/index.ts';
export * from './messages/index.ts';
export * from './topics.ts';
