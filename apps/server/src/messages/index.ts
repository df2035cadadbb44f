export * from './tables.ts';
export type { CorrelateRequest } from './correlate-message.ts';
export { CorrelateMessage } from './correlate-message.ts';
export { EvaluateConditions } from './evaluate-conditions.ts';
export { MessagesModule } from './messages.module.ts';
export { SweepDeliveries } from './sweep-deliveries.ts';
export type { SignalRequest } from './throw-signal.ts';
export { messageSenders, refuseSending } from './sender-rights.ts';
export { ThrowSignal } from './throw-signal.ts';
