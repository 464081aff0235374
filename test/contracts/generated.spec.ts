import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pagesIn('docs')].map(
  (page) => [page, readFileSync(join(root, page), 'utf8')] as const,
);

/** `docs/errors.md` and `#anchor` of `[text](docs/errors.md#anchor)`; links to elsewhere are left out. */
function linksIn(text: string): { path: string; anchor: string }[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor = ''] = target.split('#', 2);
      return { path, anchor };
    });
}

/** As Markdown viewers make anchors of headings. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the documentation', () => {
  it.each(PAGES)('%s links only to what exists', (page, text) => {
    const broken = linksIn(text).filter(({ path, anchor }) => {
      const file = path === '' ? join(root, page) : join(root, dirname(page), path);
      if (!existsSync(file)) return true;
      return anchor !== '' && !anchorsIn(readFileSync(file, 'utf8')).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = PAGES.flatMap(([, text]) =>
      [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
    );
    expect(named.filter((name) => name !== undefined && !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('says of every generated page how it was generated', () => {
    const generated = PAGES.filter(([page]) =>
      /^docs\/(?:integrations\/.*|configuration|errors|events|topics)\.md$/.test(page),
    );
    expect(generated.length).toBeGreaterThan(5);
    for (const [page, text] of generated) {
      expect([page, text.split('\n', 1)[0]]).toEqual([page, expect.stringContaining('`npm run generate`')]);
    }
  });

  it('numbers the decisions without gaps', () => {
    const numbers = readdirSync(join(root, 'docs/decisions'))
      .map((file) => Number(file.slice(0, 4)))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
