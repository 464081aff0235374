import { layoutIn } from './dockerfile.ts';

const DOCKERFILE = `FROM node:24-slim AS manifests
COPY package.json package-lock.json ./
COPY apps/dispatcher/package.json apps/dispatcher/
FROM manifests AS build
COPY . .
FROM manifests AS production
RUN npm ci --omit=dev --workspace=@patchbay/dispatcher
FROM node:24-slim
COPY --from=production /patchbay ./
COPY --from=build /patchbay/apps/dispatcher/dist apps/dispatcher/dist
CMD ["node", "--flag", "apps/dispatcher/dist/main.js"]
`;

it('reads from a Dockerfile what its service runs from', () => {
  expect(layoutIn(DOCKERFILE)).toEqual({
    manifests: ['package.json', 'package-lock.json', 'apps/dispatcher/package.json'],
    install: ['ci', '--omit=dev', '--workspace=@patchbay/dispatcher'],
    build: ['apps/dispatcher/dist'],
    command: ['--flag', 'apps/dispatcher/dist/main.js'],
  });
});

it.each([/^RUN npm ci --omit.*$/m, /^CMD.*$/m, /^COPY --from=build.*$/m])(
  'refuses one without %s',
  (line) => {
    expect(() => layoutIn(DOCKERFILE.replace(line, ''))).toThrow(TypeError);
  },
);
