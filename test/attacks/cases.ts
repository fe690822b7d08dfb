/**
 * The attacks that Payframe has to withstand. A test that attacks a case ends its name with the case's id in brackets,
 * wherever the test is: `test('the page’s heap has no card number [E11]', …)`, or `[E11, P6]` where it attacks several.
 * So `vitest -t E11` runs it, and the table in `docs/security.md` finds it.
 */
