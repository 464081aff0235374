import 'i18next';
import type administration from './en/administration.json';
import type deadLetters from './en/dead-letters.json';
import type deliveries from './en/deliveries.json';
import type form from './en/form.json';
import type integrations from './en/integrations.json';
import type overview from './en/overview.json';
import type scopes from './en/scopes.json';
import type shell from './en/shell.json';
import type signIn from './en/sign-in.json';
import type trial from './en/trial.json';

declare module 'i18next' {
  /** Makes the compiler know each key. */
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      administration: typeof administration;
      'dead-letters': typeof deadLetters;
      deliveries: typeof deliveries;
      form: typeof form;
      integrations: typeof integrations;
      overview: typeof overview;
      scopes: typeof scopes;
      shell: typeof shell;
      'sign-in': typeof signIn;
      trial: typeof trial;
    };
  }
}
