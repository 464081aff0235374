import { Anchor, Button, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** The library's looks with the router's ways. */
export const PageLink = createLink(Anchor<'a'>);
export const PageButton = createLink(Button<'a'>);
export const PageNavLink = createLink(NavLink<'a'>);
