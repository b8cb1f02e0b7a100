# Writes descriptive.json: summaries of one sample and of one series by R's own functions.
#
# Run at the top of the repository (needs R from 4.0 on):
#     V=packages/analysis/test/vectors; Rscript $V/make-descriptive.R > $V/descriptive.json && npx prettier --write $V/descriptive.json

json <- function(x) {
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(sapply(x, json), collapse = ","), "]\n"))
    return(paste0("{", paste(sprintf('"%s":%s', names(x), sapply(x, json)), collapse = ","), "}"))
  }
  text <- sprintf("%.17g", x)
  if (length(x) == 1) text else paste0("[", paste(text, collapse = ","), "]")
}
set.seed(17)

# Far from 0 the fractions are multiples of 1/8, which the values hold exactly.
samples <- list(
  c(2, 7, 1, 8, 2, 8), c(3, 3, 3, 3, 3, 3, 9), c(5, 6), rlnorm(41, 3, 0.8), round(rexp(100, 1 / 200), 1), -rgamma(30, 2), rt(25, 1),
  1e9 + sample(0:4000, 200, TRUE) / 8, 1e15 + sample(0:4000, 300, TRUE) / 8, 1e-200 * runif(12, 1, 9), 0.1 + 0 * 1:11
)
shares <- c(0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.9, 0.95, 0.99, 1)
# In units of a power of two: R's own is 0 for values of 1e-200, whose squares no number holds.
deviation <- function(x, unit = 2^floor(log2(max(abs(x))))) unit * sd(x / unit)
# Weights of all order statistics, from R's beta law.
harrell_davis <- function(x, q) sum(diff(pbeta(0:length(x) / length(x), (length(x) + 1) * q, (length(x) + 1) * (1 - q))) * sort(x))
summaries <- lapply(samples, function(x) list(
  values = x, mean = mean(x), variance = var(x), deviation = deviation(x), median = median(x), medianDeviation = mad(x, constant = 1),
  quantiles = lapply(shares, function(q) list(q = q, value = as.numeric(quantile(x, q, type = 7)))),
  smooth = lapply(shares[2:9], function(q) list(q = q, value = harrell_davis(x, q)))
))
factors <- lapply(samples[c(1, 4, 5)], function(x) list(values = x, mean = exp(mean(log(x)))))

# Bartlett's weights on R's autocovariances.
bartlett <- function(x, lags) {
  g <- acf(x, lags, "covariance", plot = FALSE)$acf
  if (lags == 0) g[1] else g[1] + 2 * sum((1 - seq_len(lags) / (lags + 1)) * g[-1])
}
series <- lapply(
  list(
    list(arima.sim(list(ar = 0.8), 120), 6), list(arima.sim(list(ar = -0.5), 99), 4), list(rnorm(40), 3), list(1000 + cumsum(rnorm(60)), 10),
    list(c(1, 2), 1), list(c(4, 1, 3), 2), list(arima.sim(list(ar = 0.5), 500), 3)
  ),
  function(one) {
    x <- round(as.numeric(one[[1]]), 4)
    n <- length(x)
    lags <- max(0, min(n - 1, floor(4 * (n / 100)^(2 / 9))))
    r <- acf(x, one[[2]], plot = FALSE)$acf[-1]
    g <- acf(x, one[[2]], "covariance", plot = FALSE)$acf
    list(
      values = x, maxLag = one[[2]], correlations = as.list(r), covariances = as.list(as.numeric(g)), lags = lags, longRun = bartlett(x, lags), longRunOfTwo = bartlett(x, min(2, n - 1)),
      ar1 = n * (1 - r[1]) / (1 + r[1]), neweyWest = n * g[1] / bartlett(x, lags)
    )
  }
)

extra <- lapply(list(c(0.9, 0), c(0.5, 0.4), c(0, 0.5), c(-0.4, 0), c(0.995, 0.1), c(0, 9)), function(v) {
  e <- round(as.numeric(filter(rnorm(90), v[1], "recursive")), 4)
  s <- round(v[2] * runif(90), 4)
  r <- sum(e[-1] * e[-90]) / sum(e^2)
  r <- min(0.97, max(0, r + (1 + 3 * r) / 90))
  list(differences = e, sampling = s, value = max(0, mean(e^2) * (1 + r) / (1 - r) - mean(s)))
})

cat(json(list(summaries = summaries, factors = factors, series = series, extra = extra)))
