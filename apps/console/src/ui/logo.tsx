import type { ReactNode } from 'react';

export function Logo({ size = 28 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0b6a7d" />
      <path d="M9 11c8 0 6 10 14 10" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="9" cy="11" r="3.5" fill="#fff" />
      <circle cx="23" cy="21" r="3.5" fill="#6fdcec" />
    </svg>
  );
}
