package com.cloudipsp.cloudipspsdk;

/** The merchant, as the published client java-cloudipsp-sdk-client is told of him. */
public class Configuration {
    private Integer merchantId;
    private String secretKey;
    private String creditKey;
    private String version = "1.0.1";
    private int maxRetries = 3;
    private String overrideApiURL;

    public Integer getMerchantId() {
        return merchantId;
    }

    public Configuration setMerchantId(Integer value) {
        merchantId = value;
        return this;
    }

    public String getSecretKey() {
        return secretKey;
    }

    public Configuration setSecretKey(String value) {
        secretKey = value;
        return this;
    }

    public String getCreditKey() {
        return creditKey;
    }

    public Configuration setCreditKey(String value) {
        creditKey = value;
        return this;
    }

    public String getVersion() {
        return version;
    }

    public Configuration setVersion(String value) {
        version = value;
        return this;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public Configuration setMaxRetries(int value) {
        maxRetries = value;
        return this;
    }

    /** A host, or an address; null for the variable TETRI_URL, otherwise http://localhost:8080. */
    public String getOverrideApiURL() {
        return overrideApiURL;
    }

    public Configuration setOverrideApiURL(String value) {
        overrideApiURL = value;
        return this;
    }
}
