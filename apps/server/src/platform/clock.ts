/** The database's time in milliseconds since 1970. Injected everywhere: nothing else asks for the time. */
export abstract class Clock {
  abstract now(): number;
}
