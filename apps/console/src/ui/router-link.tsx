import { Anchor, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** The library's looks with the router's ways. */
export const PageLink = createLink(Anchor<'a'>);
export const PageNavLink = createLink(NavLink<'a'>);
