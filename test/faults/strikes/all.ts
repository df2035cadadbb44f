import { cutConnections, stallConnections } from './cut-connections.ts';
import { failPoint } from './fail-point.ts';
import { killDatabase } from './kill-database.ts';
import { killReplicas } from './kill-replicas.ts';
import { lockRows } from './lock-rows.ts';
import { pauseReplica } from './pause-replica.ts';
import { flushRedis, killRedis, redisAway } from './redis.ts';
import { skewClock } from './skew-clock.ts';
import type { Strike } from './strike.ts';

export const strikes: readonly Strike[] = [
  killReplicas,
  failPoint,
  pauseReplica,
  skewClock,
  killDatabase,
  cutConnections,
  stallConnections,
  lockRows,
  flushRedis,
  killRedis,
  redisAway,
];
