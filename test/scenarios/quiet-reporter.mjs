/** The scenarios print their own report; here stands only why a run could not even begin, and the sum. */
export default class QuietReporter {
  onTestFileResult(_test, { testExecError, failureMessage, numFailingTests }) {
    if (testExecError || (numFailingTests === 0 && failureMessage)) process.stderr.write(`${failureMessage}\n`);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, startTime }) {
    if (numRuntimeErrorTestSuites > 0) return;
    const seconds = ((Date.now() - startTime) / 1000).toFixed(0);
    const sum =
      numFailedTests === 0 ? 'All is as told.' : `${numFailedTests} of ${numPassedTests + numFailedTests} checks failed.`;
    process.stdout.write(`\n${sum} (${seconds} s)\n`);
  }
}
