import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { FailedPage } from './shell/failed-page.tsx';
import { Root } from './shell/root.tsx';
import { laterTexts } from './texts/i18n.ts';

/** With the texts that only pages have which are fetched when they are opened. */
const page = (load: () => Promise<ComponentType>) => async () => {
  const [Component] = await Promise.all([load(), laterTexts()]);
  return { Component };
};

/** Each screen is fetched when it is opened; the shell and the list of work, where most people begin, bring their texts with the script. */
export const routes = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: FailedPage,
    HydrateFallback: () => null,
    children: [
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./sign-in/sign-in-page.tsx')).SignInPage }) },
      {
        path: 'set-password',
        lazy: page(async () => (await import('./sign-in/set-password-page.tsx')).SetPasswordPage),
      },
      {
        path: 'first-administrator',
        lazy: page(async () => (await import('./first-administrator/first-administrator-page.tsx')).FirstAdministratorPage),
      },
      {
        path: 'accessibility',
        lazy: page(async () => (await import('./accessibility/accessibility-page.tsx')).AccessibilityPage),
      },
      {
        lazy: async () => ({ Component: (await import('./shell/app-shell.tsx')).AppShell }),
        children: [
          {
            ErrorBoundary: FailedPage,
            children: [
              { index: true, lazy: async () => ({ Component: (await import('./settings/first-view.tsx')).FirstView }) },
              {
                path: 'settings',
                lazy: page(async () => (await import('./settings/settings-page.tsx')).SettingsPage),
              },
              {
                path: 'people/accounts',
                lazy: page(async () => (await import('./accounts/accounts-page.tsx')).AccountsPage),
              },
              {
                path: 'signed-in',
                lazy: async () => ({ Component: (await import('./sign-in/signed-in-page.tsx')).SignedInPage }),
              },
              { path: 'work', lazy: async () => ({ Component: (await import('./work/inbox-page.tsx')).InboxPage }) },
              { path: 'tasks/:id', lazy: page(async () => (await import('./task/task-page.tsx')).TaskPage) },
              { path: 'ops/jobs/:id', lazy: page(async () => (await import('./bulk/job-page.tsx')).JobPage) },
              { path: 'cases', lazy: page(async () => (await import('./cases/cases-page.tsx')).CasesPage) },
              { path: 'cases/:id', lazy: page(async () => (await import('./cases/case-page.tsx')).CasePage) },
              { path: 'start', lazy: page(async () => (await import('./start/start-list.tsx')).StartList) },
              { path: 'start/:process', lazy: page(async () => (await import('./start/start-page.tsx')).StartPage) },
              {
                path: 'processes',
                lazy: page(async () => (await import('./processes/processes-page.tsx')).ProcessesPage),
              },
              {
                path: 'processes/:key/edit',
                lazy: page(async () => (await import('./modeller/modeller-page.tsx')).ModellerPage),
              },
              {
                path: 'people/conflicts',
                lazy: page(async () => (await import('./duties/conflicts-page.tsx')).ConflictsPage),
              },
              { path: 'people', lazy: page(async () => (await import('./people/people-start.tsx')).PeopleStart) },
              {
                path: 'people/me',
                lazy: page(async () => (await import('./people/my-duties-page.tsx')).MyDutiesPage),
              },
              { path: 'people/matrix', lazy: page(async () => (await import('./people/matrix-page.tsx')).MatrixPage) },
              {
                path: 'people/alignment',
                lazy: page(async () => (await import('./people/alignment-page.tsx')).AlignmentPage),
              },
              {
                path: 'people/substitutes',
                lazy: page(async () => (await import('./people/substitutes-page.tsx')).SubstitutesPage),
              },
              { path: 'people/posts', lazy: page(async () => (await import('./people/posts-page.tsx')).PostsPage) },
              {
                path: 'people/roles/:role',
                lazy: page(async () => (await import('./people/role-page.tsx')).RolePage),
              },
              { path: 'ops', lazy: page(async () => (await import('./audit/ops-page.tsx')).OpsPage) },
              { path: 'ops/audit', lazy: page(async () => (await import('./audit/audit-page.tsx')).AuditPage) },
              {
                path: 'ops/personal-data',
                lazy: page(async () => (await import('./audit/personal-data-page.tsx')).PersonalDataPage),
              },
              {
                path: '*',
                lazy: async () => ({ Component: (await import('./shell/not-found-page.tsx')).NotFoundPage }),
              },
            ],
          },
        ],
      },
    ],
  },
]);
