// The key that the sandbox signs blinded tokens with. It was made for the sandbox, is public, and protects nothing.

/** Members of a JSON Web Key. */
export const relayKey = {
  kty: "RSA",
  e: "AQAB",
  n:
    "uqOf3HUH2CCLXN2lIGLxFp-bMhyo-7eUsd4vEmLjytG4wgsDCkmjgLGaa--v8LE8dYVWxwnYW6U-rRC_zp2DvRCatylXM8SH" +
    "lbamej8NWg9GE27Qb9cyQghxLcLXHoRtHZVxgmpQE-i8grqLM1LC965-3UaxUdeVVm_txNoS5oZTKqQl7kQKHuctSOQnmzXM" +
    "2UADuxoZkfKqOS-zzWcg9J5Ux__toSuPai-5mAimpJEGen_x4_s8YLeGRVhXUJ4qE_9G5cbS1Mu_tfGkZJI6qgFjGa5lNyL6" +
    "6WujsllBqqJ1hPTHFANIgmdt5w8tf4QqXzdPNUWiKeAuDtw4fEa5bw",
  d:
    "VUb6_ZeJkIJ6OuHZF52tq5kcp755pZ3hdo3e8yc1DtBZe2vdpT81UlGUDbpUKQVKayYUGtiQP3uW0ivDgAvvjB0AnCzq96_W" +
    "BZ2Rnmyd1KcC7VEmMtvgTlSeJfsPIJYAZ1KHrT-XPCmMrKzAeqBXjiTwOXmZ_pui0_5LZTUBCsvQhP6KZ5_szmQUJ9QYYrNk" +
    "JRIauLcQ5YbOVEzsvojqnxuCnyyT05I-cvIyGzz8d5X_nHMclJVZ9I8KN4cKvTTfoLxwDJcahx7eFAJ6msFp1f0bhlQUwoih" +
    "UukSYFrQ7fAsobKVR3HPzxfiW1lh2Pp4Ghq5Lo2Lv16pbwAw5gPp3Q",
} as const;
