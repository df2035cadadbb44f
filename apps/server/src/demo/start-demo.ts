import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.ts';
import type { OpenServer } from './demo-cases.ts';
import { DemoRegistry } from '../registry/index.ts';
import { makeDemoCases } from './demo-cases.ts';
import { guardPersonalData } from './guard-personal-data.ts';

const log = new Logger('demo');

/** Without a logger of its own: Nest has one for the whole process, and the running server keeps it. */
const open: OpenServer = (config, clock) =>
  NestFactory.createApplicationContext(AppModule.with(config, clock), { abortOnError: false });

/** Makes the demo's cases beside the running server, which answers meanwhile. Never throws: without them the server is whole. */
export async function startDemo(server: INestApplicationContext, processes: string): Promise<void> {
  try {
    await server.get(DemoRegistry).seed();
    const made = await makeDemoCases(server, open, processes);
    if (!made) return;
    await guardPersonalData(server);
    const { cases, acts, milliseconds, stuck } = made;
    log.log({ message: `The demo has ${cases} cases`, acts, milliseconds, otherTurns: stuck.length });
  } catch (error) {
    log.error({ message: 'the demo cases could not be made', error: (error as Error).stack });
  }
}
