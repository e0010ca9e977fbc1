import assert from 'node:assert/strict'
import { accountKey, addressKey } from '../../api/limits/keys.ts'

describe('whom a limit counts', () => {
  it('an IPv4 address by itself, however it is written', () => {
    assert.equal(addressKey('203.0.113.7'), '203.0.113.7')
    assert.equal(addressKey('::ffff:203.0.113.7'), '203.0.113.7')
    assert.equal(addressKey('::ffff:cb00:7107'), '203.0.113.7')
  })

  it('an IPv6 address by its /64, however it is written', () => {
    for (const address of [
      '2001:db8:1:2::1',
      '2001:0db8:0001:0002:ffff:ffff:ffff:ffff',
      '2001:DB8:1:2:0:0:192.0.2.1',
      '2001:db8:1:2::%eth0',
    ])
      assert.equal(addressKey(address), '2001:db8:1:2::/64')
    assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0::/64')
    assert.equal(addressKey('::1'), '0:0:0:0::/64')
    assert.equal(addressKey('1:2:3:4:5:6:7::'), '1:2:3:4::/64')
  })

  it('nobody known together', () => {
    assert.equal(addressKey(undefined), 'unknown')
  })

  it('an account without its address, and without regard to case', () => {
    assert.equal(accountKey(' Ann@Example.com'), accountKey('ann@example.com'))
    assert.notEqual(accountKey('ann@example.com'), accountKey('bob@example.com'))
    assert.notEqual(accountKey('ann@example.com', '192.0.2.1'), accountKey('ann@example.com', '192.0.2.2'))
    assert.notEqual(accountKey('ann@example.com', '192.0.2.1'), accountKey('ann@example.com'))
    assert.match(accountKey('ann@example.com'), /^[\w-]{22}$/)
  })
})
