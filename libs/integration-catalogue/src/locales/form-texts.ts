/** Headings and words of a settings form that belong to no integration, by key of the namespace `form`. */
export const FORM_TEXTS = {
  enabled: 'Enabled',
  trigger: 'Trigger events',
  'section.connection': 'Connection',
  'section.security': 'Security',
  'section.payload': 'Payload',
  'section.trigger': 'Trigger',
  'section.configuration': 'Configuration',
  use_inherited_settings: 'Use default settings',
  own_settings: 'Use own settings',
  secret_stored: 'A value is stored. Leave empty to keep it.',
  enter_new_secret: 'Enter a new value',
  save: 'Save changes',
  test: 'Test settings',
  reset: 'Reset to defaults',
  turn_off: 'Turn off',
} as const;
