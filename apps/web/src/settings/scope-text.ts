import type { TokenScope } from '@gaita/contracts';

/** i18next takes a colon in a key for the end of a namespace. */
export const scopeText = (scope: TokenScope) => `access.scope.${scope.replace(':', '-') as 'tasks-read'}` as const;
