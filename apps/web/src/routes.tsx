import { createBrowserRouter } from 'react-router';
import { AppShell } from './shell/app-shell.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { FailedPage } from './shell/failed-page.tsx';
import { Root } from './shell/root.tsx';
import { FirstView } from './settings/first-view.tsx';
import { SignedInPage } from './sign-in/signed-in-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { InboxPage } from './work/inbox-page.tsx';

/** Each screen that needs a heavy library is a chunk of its own. */
export const routes = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: FailedPage,
    HydrateFallback: () => null,
    children: [
      { path: 'sign-in', Component: SignInPage },
      {
        path: 'set-password',
        lazy: async () => ({ Component: (await import('./sign-in/set-password-page.tsx')).SetPasswordPage }),
      },
      {
        path: 'first-administrator',
        lazy: async () => ({
          Component: (await import('./first-administrator/first-administrator-page.tsx')).FirstAdministratorPage,
        }),
      },
      {
        path: 'accessibility',
        lazy: async () => ({ Component: (await import('./accessibility/accessibility-page.tsx')).AccessibilityPage }),
      },
      {
        Component: AppShell,
        children: [
          {
            ErrorBoundary: FailedPage,
            children: [
              { index: true, element: <FirstView /> },
              {
                path: 'settings',
                lazy: async () => ({ Component: (await import('./settings/settings-page.tsx')).SettingsPage }),
              },
              {
                path: 'people/accounts',
                lazy: async () => ({ Component: (await import('./accounts/accounts-page.tsx')).AccountsPage }),
              },
              { path: 'signed-in', Component: SignedInPage },
              { path: 'work', Component: InboxPage },
              { path: 'tasks/:id', lazy: async () => ({ Component: (await import('./task/task-page.tsx')).TaskPage }) },
              { path: 'ops/jobs/:id', lazy: async () => ({ Component: (await import('./bulk/job-page.tsx')).JobPage }) },
              { path: 'cases', lazy: async () => ({ Component: (await import('./cases/cases-page.tsx')).CasesPage }) },
              { path: 'cases/:id', lazy: async () => ({ Component: (await import('./cases/case-page.tsx')).CasePage }) },
              { path: 'start', lazy: async () => ({ Component: (await import('./start/start-list.tsx')).StartList }) },
              { path: 'start/:process', lazy: async () => ({ Component: (await import('./start/start-page.tsx')).StartPage }) },
              {
                path: 'processes',
                lazy: async () => ({ Component: (await import('./processes/processes-page.tsx')).ProcessesPage }),
              },
              {
                path: 'processes/:key/edit',
                lazy: async () => ({ Component: (await import('./modeller/modeller-page.tsx')).ModellerPage }),
              },
              {
                path: 'people/conflicts',
                lazy: async () => ({ Component: (await import('./duties/conflicts-page.tsx')).ConflictsPage }),
              },
              { path: 'people', lazy: async () => ({ Component: (await import('./people/people-start.tsx')).PeopleStart }) },
              {
                path: 'people/me',
                lazy: async () => ({ Component: (await import('./people/my-duties-page.tsx')).MyDutiesPage }),
              },
              { path: 'people/matrix', lazy: async () => ({ Component: (await import('./people/matrix-page.tsx')).MatrixPage }) },
              {
                path: 'people/alignment',
                lazy: async () => ({ Component: (await import('./people/alignment-page.tsx')).AlignmentPage }),
              },
              {
                path: 'people/substitutes',
                lazy: async () => ({ Component: (await import('./people/substitutes-page.tsx')).SubstitutesPage }),
              },
              { path: 'people/posts', lazy: async () => ({ Component: (await import('./people/posts-page.tsx')).PostsPage }) },
              {
                path: 'people/roles/:role',
                lazy: async () => ({ Component: (await import('./people/role-page.tsx')).RolePage }),
              },
              { path: 'ops', lazy: async () => ({ Component: (await import('./audit/ops-page.tsx')).OpsPage }) },
              { path: 'ops/audit', lazy: async () => ({ Component: (await import('./audit/audit-page.tsx')).AuditPage }) },
              {
                path: 'ops/personal-data',
                lazy: async () => ({ Component: (await import('./audit/personal-data-page.tsx')).PersonalDataPage }),
              },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
]);
