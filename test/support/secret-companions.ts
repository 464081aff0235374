type Values = Readonly<Record<string, unknown>>;

const pem = (label: string, lines: readonly string[]): string =>
  `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----`;

/** Made for this file; nothing trusts it. */
const CLIENT = {
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

/**
 * Settings beyond an integration's example, by its name: those that a secret field is asked for with, and values for those that
 * have to look like something.
 */
export const SECRET_COMPANIONS: Readonly<Record<string, Values>> = {
  webhook: {
    ...CLIENT,
    url_variables: 'key=url-key-1f6a',
    custom_headers: 'X-Api-Key: header-key-1f6a',
    signing_secret: 'whsec_c2lnbmluZy1zZWNyZXQtbm8tMS1vZi1tYW55',
    signing_secret_previous: 'whsec_c2lnbmluZy1zZWNyZXQtbm8tMi1vZi1tYW55',
    signing_key: 'whsk_ZWQyNTUxOS1zZWVkLW9mLTMyLWJ5dGVzLTFmNmEuLi4=',
    authentication: 'oauth2',
    oauth_token_url: 'https://login.example.com/oauth/token',
    oauth_client_id: 'patchbay',
    oauth_client_secret: 'client-secret-1f6a',
  },
};
