import { generateKeyPairSync } from 'node:crypto';

const pem = (label: string, lines: readonly string[]): string =>
  `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----`;

/** A certificate with its key, made for this file; nothing trusts it. */
export const CLIENT = {
  client_certificate: pem('CERTIFICATE', [
    'MIIBPDCB46ADAgECAgkB6XJlX5b6wf4wCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MB4XDTI2MTEyMzEzMzcxMloX',
    'DTI2MTEyNTEzMzcxMlowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/K3nM5TnzwheOjb3',
    'dvZK8ru8Elr6YALMBYz6BUsb3AgXBXdOB1ujCJXSpl7fJYal3SxXiscQQKWpvH9RpdP2EaMeMBwwGgYDVR0RBBMwEYIJbG9jYWxo',
    'b3N0hwR/AAABMAoGCCqGSM49BAMCA0gAMEUCIHtxAtFPqbFTy7q4k20QOIv5sKl2zFbia3AYvdsQzNVeAiEAwlvyIBJDSZd8MFU9',
    'csID5t08tX0QVmqD53Xc5Ihv8T4=',
  ]),
  client_key: pem('PRIVATE KEY', [
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguVpkoZBSMSRwSRstTvOLt5+49oP81fd4bGhfNWOGivyhRANCAAT8',
    'reczlOfPCF46Nvd29kryu7wSWvpgAswFjPoFSxvcCBcFd04HW6MIldKmXt8lhqXdLFeKxxBApam8f1Gl0/YR',
  ]),
};

export const OTHER_KEY = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
