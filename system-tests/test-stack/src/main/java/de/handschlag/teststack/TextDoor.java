package de.handschlag.teststack;

import java.util.function.Supplier;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/**
 * A member of a document at which a text comes in.
 *
 * @param body   with a place for the text between quotes
 * @param member as violations name it
 * @param token  asked for each time: one lives shorter than many texts take on a busy machine
 */
public record TextDoor(String method, String path, String body, String member, Supplier<String> token) {

    /** @param text as it stands between the quotes of JSON */
    public Response send(String text) {
        return RestAssured.given().auth().oauth2(token.get()).contentType(ContentType.JSON).body(body.formatted(text))
                .request(method, path);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + member;
    }
}
