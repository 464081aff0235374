export { selfSignedCertificate } from './self-signed-certificate.ts';
