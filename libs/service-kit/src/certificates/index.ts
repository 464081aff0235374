export {
  authoritiesExpiry,
  authoritiesProblem,
  chainExpiry,
  chainProblem,
  isKeyOf,
  privateKeyProblem,
} from './certificates.ts';
