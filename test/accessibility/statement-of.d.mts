import type { AccessibilityResult } from '../../apps/web/src/accessibility/statement.ts';
import type { CheckedScreen } from '../e2e/checked-screens.ts';

export function statementOf(checked: readonly CheckedScreen[], date: string): AccessibilityResult;
