import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { GraphQLError, parse } from 'graphql';
import type { ASTVisitor, ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** A query for everything about every integration has about half of it. */
const MAX_TOKENS = 4000;
/** The same list under many names would be read as many times. */
const MAX_ALIASES = 30;

/** Refuses queries that would cost too much before any of them is executed. */
export function limitQueries({ maxDepth, maxCost }: { maxDepth: number; maxCost: number }): Plugin {
  const refuse = (message: string) => ({
    propagateOnRejection: false,
    // A fragment is no level of its own.
    flattenFragments: true,
    onReject: [
      (context: ValidationContext | null) => {
        context?.reportError(new GraphQLError(message));
      },
    ],
  });
  const rules = [
    maxDepthRule({ n: maxDepth, ...refuse(`The query has more than ${maxDepth} levels.`) }),
    costLimitRule({ maxCost, ...refuse(`The query costs more than ${maxCost}; ask for less at once.`) }),
    boundAliases,
  ];
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string) => parse(source, { maxTokens: MAX_TOKENS }));
    },
    onValidate({ addValidationRule }) {
      for (const rule of rules) addValidationRule(rule);
    },
  };
}

function boundAliases(context: ValidationContext): ASTVisitor {
  let aliases = 0;
  return {
    Field({ alias }) {
      if (alias === undefined) return;
      aliases += 1;
      if (aliases === MAX_ALIASES + 1) {
        context.reportError(new GraphQLError(`The query has more than ${MAX_ALIASES} aliases.`));
      }
    },
  };
}
