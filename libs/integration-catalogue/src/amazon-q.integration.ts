import { defineIntegration, field } from '@patchbay/integration-contracts';

export const amazonQ = defineIntegration({
  name: 'amazon_q',
  title: 'Amazon Q',
  summary: 'Keeps the settings of GitLab Duo with Amazon Q, which GitLab reads and acts on.',
  help: 'Make an IAM role for Amazon Q in AWS, with an OpenID Connect provider that trusts the GitLab instance.',
  category: 'common',
  levels: ['instance'],
  fields: {
    role_arn: field.text({
      title: 'IAM role ARN',
      help: 'Role that Amazon Q takes on.',
      required: true,
      apiOnly: true,
      maxLength: 2048,
      pattern: /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/,
      patternHint: 'must be the ARN of a role, such as arn:aws:iam::123456789012:role/amazon-q',
      example: 'arn:aws:iam::123456789012:role/amazon-q',
    }),
    availability: field.select({
      title: 'Availability',
      choices: [
        ['On by default', 'default_on'],
        ['Off by default', 'default_off'],
        ['Always off', 'never_on'],
      ],
      required: true,
      apiOnly: true,
      example: 'default_on',
    }),
    auto_review_enabled: field.checkbox({
      title: 'Automatic reviews',
      checkboxLabel: 'Have new merge requests reviewed',
      apiOnly: true,
    }),
  },
  events: { supported: [] },
  problems: { needs_default_on: 'can be on only while Amazon Q is on by default' },
  validate: ({ availability, auto_review_enabled: isReviewing }) =>
    isReviewing === true && availability !== 'default_on' ? { auto_review_enabled: 'needs_default_on' } : {},
  reader: 'GitLab',
});
