import type { ComponentType } from 'react';
import type { RoleKey } from '@gaita/contracts';
import { ReasonDialog } from '../duties/reason-dialog.tsx';
import { RunningJobs } from '../bulk/running-jobs.tsx';
import { LiveNotice } from '../live/live-notice.tsx';
import { OfflineBanner } from '../offline/offline-banner.tsx';
import { PreferenceNotice } from '../settings/preference-notice.tsx';
import { SessionEnd } from '../sign-in/session-end.tsx';
import type { texts } from '../texts/i18n.ts';
import { SearchBox } from '../work/search-box.tsx';

type TextKey = Parameters<typeof texts.t>[0] & string;

/** A link in the account menu. */
export interface AccountLink {
  readonly to: string;
  readonly text: TextKey;
  /** Who sees it; absent: everybody. */
  readonly roles?: readonly RoleKey[];
}

/*
 * Where features stand in the shell: each adds a line. Components are shown to everybody who is signed in and decide themselves
 * whether they have something to show; they read the session with `usePerson()`.
 */

/** In the header, before "Start a case" and after it. */
export const headerTools: { readonly before: readonly ComponentType[]; readonly after: readonly ComponentType[] } = {
  before: [SearchBox],
  after: [RunningJobs],
};

/** Between the header and the page, one below the other: offline, delayed updates. */
export const banners: readonly ComponentType[] = [SessionEnd, OfflineBanner, LiveNotice, PreferenceNotice];

/** Over every page and without a place of their own: signing in again, dialogs. */
export const overlays: readonly ComponentType[] = [ReasonDialog];

export const accountLinks: readonly AccountLink[] = [
  { to: '/settings', text: 'place.settings' },
  { to: '/people/accounts', text: 'place.accounts', roles: ['administrator'] },
];

/** Where a person begins a case. */
export const startAddress = '/start';
