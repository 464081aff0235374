/** Source: Pushover, "Message priority" and "Notification sounds" of its API. */
export const PRIORITIES = [
  ['Lowest', -2],
  ['Low', -1],
  ['Normal', 0],
  ['High', 1],
] as const;

export const SOUNDS = [
  ['Pushover', 'pushover'],
  ['Bike', 'bike'],
  ['Bugle', 'bugle'],
  ['Cash register', 'cashregister'],
  ['Classical', 'classical'],
  ['Cosmic', 'cosmic'],
  ['Falling', 'falling'],
  ['Gamelan', 'gamelan'],
  ['Incoming', 'incoming'],
  ['Intermission', 'intermission'],
  ['Magic', 'magic'],
  ['Mechanical', 'mechanical'],
  ['Piano bar', 'pianobar'],
  ['Siren', 'siren'],
  ['Space alarm', 'spacealarm'],
  ['Tug boat', 'tugboat'],
  ['Alien alarm (long)', 'alien'],
  ['Climb (long)', 'climb'],
  ['Persistent (long)', 'persistent'],
  ['Pushover echo (long)', 'echo'],
  ['Up down (long)', 'updown'],
  ['None (silent)', 'none'],
] as const;
