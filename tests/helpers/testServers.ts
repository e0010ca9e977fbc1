/** The servers that one run of the suite shares; every file's process finds them in its environment. */
export interface TestServers {
  adminUrl: string
  ownerUrl: string
  appUrl: string
  temporalAddress: string
  temporalUiUrl: string
}

export const TEST_SERVERS = 'TEST_SERVERS'

export function testServers(): TestServers {
  const found = process.env[TEST_SERVERS]
  if (!found) throw new Error('no test servers: run the tests with mocha from the repository’s root, so that .mocharc.json is read')
  return JSON.parse(found) as TestServers
}
