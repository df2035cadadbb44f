import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '../audit/index.ts';
import { AccountsController } from './accounts/accounts.controller.ts';
import { Accounts } from './accounts/accounts.ts';
import { PasswordLinks } from './accounts/password-links.ts';
import { ApiTokens } from './api-tokens.ts';
import { Authenticator } from './authenticator.ts';
import { Calendars } from './calendars.ts';
import { ChangePassword } from './change-password.ts';
import { DemoAccountsController } from './demo-people/demo-accounts.controller.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { FirstAdministrator } from './first-administrator.ts';
import { IdentityGuard } from './identity.guard.ts';
import { Institutions } from './institutions.ts';
import { GroupRoles } from './oidc/group-roles.ts';
import { AdmitExternalPerson } from './oidc/admit-external-person.ts';
import { OidcController } from './oidc/oidc.controller.ts';
import { OidcProvider } from './oidc/provider.ts';
import { OwnAccountController } from './own-account.controller.ts';
import { PreferencesOfPeople } from './preferences.ts';
import { PeopleDirectory } from './people-directory.ts';
import { PeopleController } from './people.controller.ts';
import { People } from './people.ts';
import { Rights } from './rights.ts';
import { Routes } from './routes.ts';
import { SessionCookies } from './session-cookies.ts';
import { SessionViews } from './session-views.ts';
import { SessionController } from './session.controller.ts';
import { Sessions } from './sessions.ts';

/** Institutions, people, roles, sessions and who may call what. Its guard stands before every route of the server. */
@Module({
  imports: [AuditModule, DiscoveryModule],
  controllers: [
    OwnAccountController,
    SessionController,
    AccountsController,
    OidcController,
    PeopleController,
    DemoAccountsController,
  ],
  providers: [
    Accounts,
    ApiTokens,
    ChangePassword,
    PasswordLinks,
    PreferencesOfPeople,
    SessionCookies,
    AdmitExternalPerson,
    GroupRoles,
    Authenticator,
    Calendars,
    DemoPeople,
    FirstAdministrator,
    Institutions,
    OidcProvider,
    People,
    PeopleDirectory,
    Rights,
    Routes,
    Sessions,
    SessionViews,
    { provide: APP_GUARD, useClass: IdentityGuard },
  ],
  exports: [
    Authenticator,
    PreferencesOfPeople,
    Calendars,
    DemoPeople,
    FirstAdministrator,
    GroupRoles,
    Institutions,
    People,
    PeopleDirectory,
    Routes,
  ],
})
export class IdentityModule {}
