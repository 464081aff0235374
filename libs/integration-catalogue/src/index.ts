export { CATALOGUE, integrationByName } from './catalogue.ts';
