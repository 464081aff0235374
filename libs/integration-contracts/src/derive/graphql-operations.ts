const CONNECTION = `(active: Boolean, type: ServiceType, first: Int = 20, after: String): ServiceConnection`;

/** The arguments are those of GitLab's `Project.services`, whose name for the same list is kept for its clients. */
const INTEGRATIONS = `"""
The integrations that are set up here or hold here by inheritance, sorted by name; a page has at most 100.
"""
integrations${CONNECTION}
services${CONNECTION} @deprecated(reason: "Use integrations, which is the same.")`;

const PLACE = `"""Path of a project, or its number."""
projectPath: ID
"""Full path of a group."""
groupPath: ID
"""True for the integration of the whole instance."""
instance: Boolean`;

const KIND = `service: ServiceType!
"""Names one of several of its kind, where there can be several."""
label: String`;

const REVISION = `"""Refuses the change when the integration has another revision by now."""
revision: Int`;

const SETTINGS = `"""Settings by name."""
properties: IntegrationProperties
"""All events that it shall listen to; every other one is switched off. Some share a switch."""
events: [IntegrationEvent!]`;

const ERRORS = `"""What is wrong with the settings, each sentence beginning with the field's name; empty once it is done."""
errors: [String!]!`;

/** Everything in the GraphQL schema that does not depend on the catalogue. */
export const OPERATIONS = `
type Query {
  """Null where there is no such project, and where the token does not reach it."""
  project("Path of the project, or its number." fullPath: ID!): Project
  """Null where there is no such group, and where the token does not reach it."""
  group("Full path of the group." fullPath: ID!): Group
  """Null for tokens that do not reach the instance."""
  instance: Instance
}

type Mutation {
  """Creates or changes the settings of an integration, and turns it on unless told otherwise."""
  integrationUpdate(input: IntegrationUpdateInput!): IntegrationUpdatePayload
  """Turns an integration off and forgets its settings."""
  integrationDelete(input: IntegrationDeleteInput!): IntegrationDeletePayload
  """Tries settings out for real: the stored ones, or those given, which are not stored."""
  integrationTest(input: IntegrationTestInput!): IntegrationTestPayload
}

type Project {
  """The project's number."""
  id: ID!
  """Null until an event has told the path."""
  fullPath: ID
  ${INTEGRATIONS}
}

type Group {
  id: ID!
  fullPath: ID!
  ${INTEGRATIONS}
}

"""The settings that hold for all groups and projects which have none of their own."""
type Instance {
  id: ID!
  ${INTEGRATIONS}
}

type ServiceConnection {
  """How many there are on all pages."""
  count: Int!
  nodes: [Service!]!
  edges: [ServiceEdge!]!
  pageInfo: PageInfo!
}

type ServiceEdge {
  cursor: String!
  node: Service!
}

type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  """What the argument \`after\` of the next page must be."""
  endCursor: String
}

"""Where the integration is, by exactly one of the first three, and what is to change. Settings and events that are absent stay as they are."""
input IntegrationUpdateInput {
  ${PLACE}
  ${KIND}
  ${SETTINGS}
  """Turns it on, or off; the settings stay either way."""
  active: Boolean = true
  """Takes the settings of the next place outwards, whatever else is given, instead of own ones."""
  useInheritedSettings: Boolean = false
  ${REVISION}
}

type IntegrationUpdatePayload {
  """Null when it was refused."""
  integration: Service
  ${ERRORS}
}

"""Where the integration is, by exactly one of the first three."""
input IntegrationDeleteInput {
  ${PLACE}
  ${KIND}
  ${REVISION}
}

type IntegrationDeletePayload {
  ${ERRORS}
}

"""
An object with settings by name, in camel case as in the integration's type or as in REST, secrets included. Null clears
a setting. A secret that is not given stays, unless a setting changes that tells where it is sent.
"""
scalar IntegrationProperties

"""Where the integration is, by exactly one of the first three, and what to try in place of what is stored."""
input IntegrationTestInput {
  ${PLACE}
  ${KIND}
  ${SETTINGS}
}

type IntegrationTestPayload {
  """Null when nothing was sent, since the settings were refused."""
  success: Boolean
  """What became of it: \`delivered\`, or the code of an error."""
  outcome: String
  """What went wrong, for people."""
  reason: String
  ${ERRORS}
}
`.trim();
