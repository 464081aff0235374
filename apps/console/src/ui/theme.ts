import { DEFAULT_THEME, createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const patch: MantineColorsTuple = [
  ...(['#e6f6f8', '#cfeaef', '#a1d5de', '#6fbfcd', '#48adbf'] as const),
  ...(['#2f9fb4', '#1f8fa5', '#137d92', '#0b6a7d', '#065566'] as const),
];
const dark: MantineColorsTuple = [
  ...(['#d3d9e0', '#b3bcc7', '#96a1af', '#677383', '#3b4553'] as const),
  ...(['#2b3441', '#212935', '#181f29', '#121820', '#0c1117'] as const),
];

/** The library's darkest ones are a little too light for white text. */
const green = darkestAs(DEFAULT_THEME.colors.green, '#237a35');
const orange = darkestAs(DEFAULT_THEME.colors.orange, '#bd3f0c');

/** No shades lighter than those that white text can be read on (WCAG AA). */
export const theme = createTheme({
  colors: { patch, dark, green, orange },
  primaryColor: 'patch',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace:
    '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
  respectReducedMotion: true,
});

/** The library's texts of less weight are too pale for small print. */
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#56616d',
    '--mantine-color-placeholder': '#6b7683',
    '--mantine-color-error': '#c92a2a',
    '--pb-page': '#f6f8fa',
    '--pb-line': '#dfe4ea',
    '--pb-code-name': '#0b6a7d',
    '--pb-code-text': '#2b6a1e',
    '--pb-code-value': '#8a4b00',
  },
  dark: {
    '--mantine-color-placeholder': '#8592a1',
    '--mantine-color-error': '#ff8787',
    '--pb-page': '#121820',
    '--pb-line': '#2b3441',
    '--pb-code-name': '#6fdcec',
    '--pb-code-text': '#a5d995',
    '--pb-code-value': '#f2b872',
  },
});

function darkestAs(shades: MantineColorsTuple, darkest: string): MantineColorsTuple {
  const [a, b, c, d, e, f, g, h, i] = shades;
  return [a, b, c, d, e, f, g, h, i, darkest];
}
