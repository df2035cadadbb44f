import type {
  AccountView,
  ChangeAccountRequest,
  ChangePasswordRequest,
  CreateAccountRequest,
  CreatedTokenView,
  CreateTokenRequest,
  OpenSessionView,
  PasswordLinkView,
  Preferences,
  PreferencesRequest,
  SetPasswordRequest,
  TokenView,
} from '@gaita/contracts';
import { request } from './request.ts';

export const readPreferences = (signal?: AbortSignal) => request<Preferences>('GET', '/session/preferences', undefined, signal);
/** Kept though the page is left at once. */
export const savePreferences = (changed: PreferencesRequest) =>
  request<Preferences>('PUT', '/session/preferences', changed, undefined, { keepalive: true });
export const changePassword = (input: ChangePasswordRequest) => request<void>('PUT', '/session/password', input);

export const listSessions = (signal: AbortSignal) => request<OpenSessionView[]>('GET', '/session/list', undefined, signal);
export const endSession = (id: string) => request<void>('DELETE', `/session/list/${id}`);
export const endOtherSessions = () => request<void>('DELETE', '/session/list');

export const listTokens = (of: 'mine' | 'institution', signal: AbortSignal) =>
  request<TokenView[]>('GET', `/tokens?of=${of}`, undefined, signal);
export const createToken = (input: CreateTokenRequest) => request<CreatedTokenView>('POST', '/tokens', input);
export const revokeToken = (id: string) => request<{ id: string }>('DELETE', `/tokens/${id}`);

export const listAccounts = (signal?: AbortSignal) => request<AccountView[]>('GET', '/accounts', undefined, signal);
export const createAccount = (input: CreateAccountRequest) => request<PasswordLinkView>('POST', '/accounts', input);
export const changeAccount = (account: string, input: ChangeAccountRequest) =>
  request<{ account: string }>('PUT', `/accounts/${encodeURIComponent(account)}`, input);
export const givePasswordLink = (account: string) =>
  request<PasswordLinkView>('POST', `/accounts/${encodeURIComponent(account)}/link`);
export const actOnAccount = (account: string, act: 'close' | 'open' | 'sign-out') =>
  request<{ account: string }>('POST', `/accounts/${encodeURIComponent(account)}/${act}`);
export const setPassword = (input: SetPasswordRequest) => request<{ account: string }>('POST', '/password-link', input);
